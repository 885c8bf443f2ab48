import { textsType } from '../settings.bicep'

param token string
param location string
param tags textsType
param isPublic bool
param workspaceId string

@description('Empty: the vault keeps the one that it has.')
@secure()
param modelKey string

param hasModelKey bool
param hasSecondKey bool

@allowed(['', 'password', 'token'])
param crmLogin string

@description('The app\'s identity.')
param principalId string

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var keyName = 'llm-api-key'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-csml-${token}'
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: isPublic ? 'Allow' : 'Deny'
      bypass: 'None'
    }
  }
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(modelKey)) {
  parent: vault
  name: keyName
  properties: {
    value: modelKey
  }
}

resource user 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, secretsUser)
  scope: vault
  properties: {
    description: 'Key Vault Secrets User: the app reads the model server\'s key and the CRM\'s secret, which are all that this vault holds.'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

output id string = vault.id
output name string = vault.name

@description('References that the platform resolves. They name no version, so that a new one is taken up within a day.')
output settings textsType = union(
  hasModelKey ? { Llm__ApiKey: '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${keyName})' } : {},
  hasSecondKey ? { Llm__SecondApiKey: '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/llm-second-api-key)' } : {},
  crmLogin == 'password' ? { Crm__Password: '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/crm-password)' } : {},
  crmLogin == 'token' ? { Crm__Token: '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/crm-token)' } : {}
)
