#!/bin/bash
# Run once by the PostgreSQL image, on an empty volume: Parley owns its database and is no superuser.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username postgres --set password="$(cat /run/secrets/database_password)" <<'SQL'
CREATE ROLE parley LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE parley OWNER parley;
SQL
