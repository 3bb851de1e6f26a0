import { partnerStatements, staffStatements } from '@parley/contract/routes/statements'
import { assertRole } from '../abilities.ts'
import type { Ctx, Env } from '../context.ts'
import { dealReaders } from '../deals/deal-abilities.ts'
import { type Http, mount } from '../http/mount.ts'
import { mountDownload } from '../http/mount-download.ts'
import { checkStatement } from './check-statement.ts'
import { answerDispute, disputeLine, listDisputes } from './disputes.ts'
import { closeMonth, listMonths } from './months.ts'
import { payStatement } from './pay-statement.ts'
import { readStatement } from './read-statement.ts'
import { statementFile } from './statement-file.ts'
import { statementPdf } from './statement-pdf.ts'
import { listStatements } from './statement-rows.ts'

export function partnerStatementRoutes(app: Http, env: Env): void {
  mount(app, env, partnerStatements.list, (ctx, { query }) => listStatements(ctx, query))
  mount(app, env, partnerStatements.get, (ctx, { params }) => readStatement(ctx, params.id))
  mount(app, env, partnerStatements.check, (ctx, { params }) => checkStatement(ctx, params.id))
  mountDownload(app, env, partnerStatements.csv, (ask, { params }) => statementFile(ask, params.id, () => {}))
  mountDownload(app, env, partnerStatements.pdf, (ask, { params }) => statementPdf(ask, params.id, () => {}))
  mount(app, env, partnerStatements.dispute, (ctx, { params, body }) => disputeLine(ctx, params.id, body))
}

export function staffStatementRoutes(app: Http, env: Env): void {
  const asReader = ({ actor }: Ctx) => assertRole(actor, dealReaders, 'read statements')
  const reading =
    <Input, T>(read: (ctx: Ctx, input: Input) => Promise<T>) =>
    async (ctx: Ctx, input: Input) => {
      asReader(ctx)
      return read(ctx, input)
    }
  mount(app, env, staffStatements.months, (ctx) => listMonths(ctx))
  mount(app, env, staffStatements.closeMonth, (ctx, { params }) => closeMonth(ctx, params))
  mount(
    app,
    env,
    staffStatements.list,
    reading((ctx, { query }) => listStatements(ctx, query)),
  )
  mount(
    app,
    env,
    staffStatements.get,
    reading((ctx, { params }) => readStatement(ctx, params.id)),
  )
  mount(
    app,
    env,
    staffStatements.check,
    reading((ctx, { params }) => checkStatement(ctx, params.id)),
  )
  mountDownload(app, env, staffStatements.csv, (ask, { params }) => statementFile(ask, params.id, asReader))
  mountDownload(app, env, staffStatements.pdf, (ask, { params }) => statementPdf(ask, params.id, asReader))
  mount(app, env, staffStatements.pay, (ctx, { params }) => payStatement(ctx, params.id))
  mount(app, env, staffStatements.disputes, (ctx) => listDisputes(ctx))
  mount(app, env, staffStatements.answer, (ctx, { params, body }) => answerDispute(ctx, { ...params, ...body }))
}
