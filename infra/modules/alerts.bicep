import { textsType } from '../settings.bicep'

param token string
param location string
param tags textsType
param workspaceId string

@description('Empty: nobody is written to.')
param email string
param maxFallbackPercent int

// Each query gives one row with a column `value` where there is something to tell.
var alerts = [
  {
    name: 'night-missed'
    description: 'No nightly run was closed in 26 hours, although the app has been at work for longer.'
    severity: 1
    frequency: 'PT1H'
    window: 'P2D'
    query: '''
AppMetrics
| summarize oldest = min(TimeGenerated), nights = sumif(Sum, Name == "csml.runs.closed" and tostring(Properties["csml.run.kind"]) == "nightly" and TimeGenerated > ago(26h))
| where nights == 0 and not(oldest > ago(26h))
| project value = 1'''
  }
  {
    name: 'run-with-failures'
    description: 'A run was closed with accounts that could not be scored; its row names them.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT30M'
    query: '''
AppMetrics
| where Name == "csml.runs.closed" and tostring(Properties["csml.run.state"]) == "completed_with_failures"
| summarize value = sum(Sum)
| where value > 0'''
  }
  {
    name: 'fallbacks'
    description: 'Too many predictions that a model should have made were made by rules.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT1H'
    query: replace(
      '''
AppMetrics
| where Name == "csml.predictions"
| extend reason = tostring(Properties["csml.fallback.reason"])
| where reason !in ("insufficient_data", "llm_not_configured", "budget_exhausted")
| summarize total = sum(Sum), fallbacks = sumif(Sum, reason startswith "llm_")
| where total >= 20 and 100.0 * fallbacks / total > PERCENT
| project value = 100.0 * fallbacks / total''',
      'PERCENT',
      string(maxFallbackPercent)
    )
  }
  {
    name: 'budget-spent'
    description: 'A budget in tokens or money is spent, and rules predict until the next day or run.'
    severity: 3
    frequency: 'PT15M'
    window: 'PT30M'
    query: '''
AppMetrics
| where Name == "csml.predictions" and tostring(Properties["csml.fallback.reason"]) == "budget_exhausted"
| summarize value = sum(Sum)
| where value > 0'''
  }
  {
    name: 'poison-queues'
    description: 'A step of a run failed on every try and went to a poison queue, whose handler names it in the run.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT30M'
    query: '''
StorageQueueLogs
| where OperationName == "PutMessage" and Uri contains "-poison/" and StatusCode startswith "2"
| summarize value = count()
| where value > 0'''
  }
  {
    name: 'server-errors'
    description: 'The app answered more than 5 requests in 15 minutes with a 5xx.'
    severity: 2
    frequency: 'PT5M'
    window: 'PT15M'
    query: '''
AppRequests
| where toint(ResultCode) between (500 .. 599)
| summarize value = sum(ItemCount)
| where value > 5'''
  }
]

resource receivers 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-csml-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'csml'
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: 'csml-${alert.name}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'CsMl: ${alert.name}'
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: alert.frequency
      windowSize: alert.window
      // A new workspace does not have all tables yet.
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [receivers.id] }
    }
  }
]
