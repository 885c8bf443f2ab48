targetScope = 'resourceGroup'

import { alwaysReadyType, modelType, settingsType, textsType } from 'settings.bicep'

@description('Name of the environment, part of the names of all resources.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Azure region; it must offer Flex Consumption.')
param location string = resourceGroup().location

@description('The app\'s settings. What is left out has the default of docs/CONFIGURATION.md.')
param settings settingsType = {}

@description('Settings whose names are yours: those of access keys and of single tenants, and OTEL_*.')
param otherSettings textsType = {}

@description('Instances that are kept warm; none is cheapest.')
param alwaysReady alwaysReadyType = []

@description('Most instances at once, of each function that scales by itself.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Memory of an instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('False sets WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED to 0: slower cold starts, but .NET 10 workers do not crash at start (azure-functions-dotnet-worker issue 3335, open in September 2026).')
param usePlaceholders bool = false

@description('How the storage account keeps its data: Standard_LRS, Standard_ZRS, Standard_GZRS and others.')
param storageSku string = 'Standard_LRS'

@description('Whether the storage account is locked against deletion. Whoever deploys it must be allowed to write locks.')
param lockStorage bool = false

@description('Days for which logs and metrics are kept.')
@minValue(30)
@maxValue(730)
param retentionDays int = 30

@description('Whether a model is deployed. Without one, and without Llm__Endpoint in the settings, rules predict.')
param deployModel bool = true

@description('The model; see az cognitiveservices model list --location REGION.')
param model modelType = {
  name: 'gpt-5-mini'
  version: '2025-08-07'
  sku: 'GlobalStandard'
  capacity: 100
  apiVersion: '2025-04-01-preview'
}

@description('Whether another model server\'s key is in a vault of its own, which is then made, under the secret\'s name llm-api-key.')
param useModelKey bool = false

@description('Whether there is a second one, llm-second-api-key, so that keys can be changed without a gap.')
param useSecondModelKey bool = false

@description('The first key. Empty: the vault keeps the one that it has.')
@secure()
param modelKey string = ''

@description('What of the CRM\'s credentials lies in the vault, which is then made: the secret crm-password, or crm-token. Empty: none.')
@allowed(['', 'password', 'token'])
param crmLogin string = ''

@description('Whether storage, model and vault are reached through private endpoints only.')
param usePrivateNetwork bool = false

@description('Address space of the virtual network, a /16; unused without one.')
param networkPrefix string = '10.40.0.0/16'

@description('Whether the app itself is reached through a private endpoint only.')
param usePrivateInbound bool = false

@description('Application (client) id of the Entra app by which App Service authentication signs callers in. Empty: function keys alone.')
param authClientId string = ''

@description('Receiver of the alerts. Empty: they are seen in the portal only.')
param alertEmail string = ''

@description('Percentage of predictions that a model should have made and rules did, from which an alert is raised.')
@minValue(1)
@maxValue(100)
param maxFallbackPercent int = 20

var token = uniqueString(resourceGroup().id, environmentName)
var tags = { 'azd-env-name': environmentName }
var deploymentContainer = 'deployments'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-csml-${token}'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    token: token
    location: location
    tags: tags
    retentionDays: retentionDays
    principalId: identity.properties.principalId
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    token: token
    location: location
    tags: tags
    sku: storageSku
    isPublic: !usePrivateNetwork
    isLocked: lockStorage
    deploymentContainer: deploymentContainer
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module openAi 'modules/openAi.bicep' = if (deployModel) {
  params: {
    token: token
    location: location
    tags: tags
    model: model
    isPublic: !usePrivateNetwork
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

var useVault = useModelKey || !empty(crmLogin)

module vault 'modules/vault.bicep' = if (useVault) {
  params: {
    token: token
    location: location
    tags: tags
    isPublic: !usePrivateNetwork
    modelKey: modelKey
    hasModelKey: useModelKey
    hasSecondKey: useSecondModelKey
    crmLogin: crmLogin
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module network 'modules/network.bicep' = if (usePrivateNetwork) {
  params: {
    token: token
    location: location
    tags: tags
    addressPrefix: networkPrefix
  }
}

module storageEndpoints 'modules/privateEndpoint.bicep' = [
  for service in ['blob', 'queue', 'table']: if (usePrivateNetwork) {
    name: 'private-${service}'
    params: {
      name: 'pe-csml-${service}-${token}'
      location: location
      tags: tags
      network: network!.outputs.id
      subnet: network!.outputs.endpointSubnet
      resourceId: storage.outputs.id
      group: service
      zone: 'privatelink.${service}.${environment().suffixes.storage}'
    }
  }
]

module openAiEndpoint 'modules/privateEndpoint.bicep' = if (usePrivateNetwork && deployModel) {
  params: {
    name: 'pe-csml-openai-${token}'
    location: location
    tags: tags
    network: network!.outputs.id
    subnet: network!.outputs.endpointSubnet
    resourceId: openAi!.outputs.id
    group: 'account'
    zone: 'privatelink.openai.azure.com'
  }
}

module vaultEndpoint 'modules/privateEndpoint.bicep' = if (usePrivateNetwork && useVault) {
  params: {
    name: 'pe-csml-vault-${token}'
    location: location
    tags: tags
    network: network!.outputs.id
    subnet: network!.outputs.endpointSubnet
    resourceId: vault!.outputs.id
    group: 'vault'
    zone: 'privatelink.vaultcore.azure.net'
  }
}

module appEndpoint 'modules/privateEndpoint.bicep' = if (usePrivateNetwork && usePrivateInbound) {
  params: {
    name: 'pe-csml-app-${token}'
    location: location
    tags: tags
    network: network!.outputs.id
    subnet: network!.outputs.endpointSubnet
    resourceId: app.outputs.id
    group: 'sites'
    zone: 'privatelink.azurewebsites.net'
  }
}

module app 'modules/functionApp.bicep' = {
  params: {
    token: token
    location: location
    tags: tags
    identityId: identity.id
    clientId: identity.properties.clientId
    storageName: storage.outputs.name
    deploymentUrl: storage.outputs.deploymentUrl
    insightsName: monitoring.outputs.insightsName
    workspaceId: monitoring.outputs.workspaceId
    modelSettings: union(deployModel ? openAi!.outputs.settings : {}, useVault ? vault!.outputs.settings : {})
    settings: settings
    otherSettings: otherSettings
    alwaysReady: alwaysReady
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    usePlaceholders: usePlaceholders
    subnet: usePrivateNetwork ? network!.outputs.appSubnet : ''
    isPublic: !(usePrivateNetwork && usePrivateInbound)
    authClientId: authClientId
  }
  dependsOn: [
    storageEndpoints
  ]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    token: token
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    email: alertEmail
    maxFallbackPercent: maxFallbackPercent
  }
}

@description('Name of the function app.')
output functionAppName string = app.outputs.name

@description('Where the app answers.')
output url string = app.outputs.url

@description('Name of the storage account.')
output storageAccountName string = storage.outputs.name

@description('Name of the vault with the model server\'s key or the CRM\'s secret; empty without one.')
output vaultName string = useVault ? vault!.outputs.name : ''
