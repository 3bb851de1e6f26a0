#!/bin/bash
# Run once by the PostgreSQL image, on an empty volume: Parley owns its database and is no superuser; requests have a login of their own.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username postgres --set password="$(cat /run/secrets/database_password)" --set app="$(cat /run/secrets/app_password)" <<'SQL'
CREATE ROLE parley LOGIN CREATEROLE PASSWORD :'password';
CREATE ROLE parley_app LOGIN PASSWORD :'app';
GRANT parley_app TO parley WITH ADMIN OPTION;
CREATE DATABASE parley OWNER parley;
SQL
