import type { RuleTrace, TraceNode } from '@parley/contract/decisions'
import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react'
import type { Tone } from './theme.tsx'
import classes from './trace.module.css'

const results: Record<TraceNode['result'], { word: string; tone: Tone; icon: typeof IconCheck }> = {
  true: { word: 'Holds', tone: 'granted', icon: IconCheck },
  false: { word: 'Does not hold', tone: 'neutral', icon: IconX },
  unknown: { word: 'Not known', tone: 'waiting', icon: IconQuestionMark },
}

function Node({ node }: { node: TraceNode }) {
  const { word, tone, icon: Icon } = results[node.result]
  return (
    <li>
      <div className={classes.node} data-tone={tone}>
        <Icon size={14} aria-label={word} role="img" />
        <span>
          {node.text}
          {node.actual !== undefined && <span className={classes.actual}> — is {node.actual}</span>}
        </span>
      </div>
      {node.children.length > 0 && <Nodes nodes={node.children} />}
    </li>
  )
}

function Nodes({ nodes }: { nodes: TraceNode[] }) {
  return (
    <ul className={classes.nodes}>
      {nodes.map((node, index) => (
        <Node key={index} node={node} />
      ))}
    </ul>
  )
}

/** Every rule in the order of evaluation: whether it holds, which one decided, which nearly did, and each condition. */
export function TraceView({ trace }: { trace: RuleTrace[] }) {
  return (
    <ol className={classes.list}>
      {trace.map((rule, index) => {
        const { word, tone, icon: Icon } = results[rule.result]
        return (
          <li key={rule.rule} data-tone="info" className={rule.decided ? classes.decided : ''}>
            <details open={rule.decided}>
              <summary className={classes.head}>
                <span className="tabular">{index + 1}.</span>
                <span className={classes.title}>{rule.title}</span>
                {rule.decided && <span className={classes.tag}>decided: {rule.outcomeTitle}</span>}
                {rule.nearly && <span className={classes.tag}>nearly</span>}
                {rule.audience === 'internal' && <span className={classes.tag}>internal</span>}
                <span className={classes.result} data-tone={tone}>
                  <Icon size={16} aria-hidden />
                  {word}
                </span>
              </summary>
              <div className={classes.body}>
                <div className={classes.meta}>
                  {rule.rule} · priority {rule.priority} · {rule.source} · leads to “{rule.outcomeTitle}”
                </div>
                <Nodes nodes={[rule.conditions]} />
              </div>
            </details>
          </li>
        )
      })}
    </ol>
  )
}
