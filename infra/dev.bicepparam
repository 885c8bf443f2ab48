using 'main.bicep'

// The cheapest: rules predict, nothing is kept warm, everything is reached over the public network and by identity alone.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'swedencentral')
param deployModel = bool(readEnvironmentVariable('CSML_DEPLOY_MODEL', 'false'))
param alertEmail = readEnvironmentVariable('CSML_ALERT_EMAIL', '')
