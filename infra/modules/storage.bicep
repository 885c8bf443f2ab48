import { textsType } from '../settings.bicep'

param token string
param location string
param tags textsType
param sku string
param isPublic bool
param isLocked bool
param deploymentContainer string
param workspaceId string

@description('The app\'s identity.')
param principalId string

// The app makes what is missing by itself; made here, its first requests need not.
var tables = ['csmlresults', 'csmlaccounts', 'csmlruns']
var queues = [
  'csml-runs'
  'csml-runs-poison'
  'csml-pages'
  'csml-pages-poison'
  'csml-closings'
  'csml-closings-poison'
]

var roles = [
  {
    id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
    reason: 'Storage Blob Data Owner: the host keeps the timers\' state, its locks and the function keys in blobs, and reads the deployed package.'
  }
  {
    id: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
    reason: 'Storage Queue Data Contributor: the app sends the steps of a run, and the host delivers them.'
  }
  {
    id: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
    reason: 'Storage Table Data Contributor: the app keeps accounts, predictions, CTAs and runs in tables.'
  }
]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'stcsml${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: isPublic ? 'Allow' : 'Deny'
      bypass: 'None'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource deployments 'containers' = {
      name: deploymentContainer
    }
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource table 'tables' = [for name in tables: { name: name }]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [for name in queues: { name: name }]
  }
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(account.id, principalId, role.id)
    scope: account
    properties: {
      description: role.reason
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  name: 'no-deletion'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'The tables hold predictions, CTAs and outcomes that nothing else has.'
  }
}

resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account::queueService
  properties: {
    workspaceId: workspaceId
    // The alert on poison queues reads these.
    logs: [{ category: 'StorageWrite', enabled: true }]
  }
}

resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account::tableService
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
  }
}

output id string = account.id
output name string = account.name
output deploymentUrl string = '${account.properties.primaryEndpoints.blob}${deploymentContainer}'
