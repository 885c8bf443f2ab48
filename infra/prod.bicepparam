using 'main.bicep'

// Private network, one warm instance for calls, a model with a budget, data in three zones, alerts by e-mail.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'prod')
param location = readEnvironmentVariable('AZURE_LOCATION', 'swedencentral')
param alertEmail = readEnvironmentVariable('CSML_ALERT_EMAIL', '')
param authClientId = readEnvironmentVariable('CSML_AUTH_CLIENT_ID', '')
param usePrivateNetwork = true
param alwaysReady = [{ name: 'http', instanceCount: 1 }]
param maximumInstanceCount = 100
param storageSku = 'Standard_ZRS'
param lockStorage = true
param retentionDays = 90
param deployModel = bool(readEnvironmentVariable('CSML_DEPLOY_MODEL', 'true'))
param settings = {
  // The model reasons before it answers, which counts as output.
  Llm__MaxOutputTokens: '8000'
  Llm__DailyTokens: '20000000'
}
