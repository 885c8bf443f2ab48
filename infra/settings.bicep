@export()
@sealed()
@description('The app\'s own settings; docs/CONFIGURATION.md has their defaults, ranges and meanings. What is left out has its default. The model server\'s keys and the CRM\'s password and token are not among them: they come from Key Vault.')
type settingsType = {
  Tenancy__Mode: ('Single' | 'Header' | 'Claim')?
  Tenancy__ClaimType: string?
  Access__RequireAppRole: ('true' | 'false')?
  Audit__RetentionDays: string?
  Limits__PredictionsPerDay: string?
  Limits__BatchRunsPerDay: string?
  Limits__CtasPerDay: string?
  Limits__ImportsPerDay: string?
  Predictions__ValidityDays: string?
  Predictions__WindowDays: string?
  Predictions__Risk__Critical: string?
  Predictions__Risk__High: string?
  Predictions__Risk__Medium: string?
  Ctas__AutoGenerateOnPredict: ('true' | 'false')?
  Ctas__AutoGenerateNightly: ('true' | 'false')?
  Ctas__MinCategory: ('Low' | 'Medium' | 'High' | 'Critical')?
  Ctas__MinConfidence: string?
  Ctas__CooldownDays: string?
  Ctas__RecoveryMargin: string?
  Ctas__MaxPerNight: string?
  Health__Scale: ('100' | '10' | '1')?
  Nightly__Schedule: string?
  Nightly__Types: string?
  Retention__Days: string?
  Runs__StandstillSeconds: string?
  Storage__TimeoutSeconds: string?
  Storage__NetworkTimeoutSeconds: string?
  Crm__Kind: ('Embedded' | 'Platform' | 'Http')?
  Crm__Endpoint: string?
  Crm__Email: string?
  Crm__TenantId: string?
  Crm__Concurrency: string?
  Crm__TimeoutSeconds: string?
  Crm__Retries: string?
  Crm__FullSyncHours: string?
  Crm__WriteBack: ('true' | 'false')?
  Crm__StaleAfterHours: string?
  Llm__Endpoint: string?
  Llm__Model: string?
  Llm__TimeoutSeconds: string?
  Llm__Retries: string?
  Llm__MaxOutputTokens: string?
  Llm__MaxFactTokens: string?
  Llm__Temperature: string?
  Llm__Concurrency: string?
  Llm__Anonymize: ('true' | 'false')?
  Llm__IncludeText: ('true' | 'false')?
  Llm__MaxDistance: string?
  Llm__DailyTokens: string?
  Llm__DailyCost: string?
  Llm__RunTokens: string?
  Llm__RunCost: string?
  Llm__InputPrice: string?
  Llm__CachedInputPrice: string?
  Llm__OutputPrice: string?
}

@export()
@description('The model that is deployed beside the app.')
type modelType = {
  name: string
  version: string
  @description('Where it is computed and how it is paid for: Standard, GlobalStandard, DataZoneStandard, ProvisionedManaged and others.')
  sku: string
  @description('Thousands of tokens a minute, for the pay-as-you-go SKUs.')
  @minValue(1)
  capacity: int
  @description('Version of the API that the model needs.')
  apiVersion: string
}

@export()
@description('Instances that are kept warm, of a group: http, or function:NAME.')
type alwaysReadyType = {
  name: string
  @minValue(1)
  instanceCount: int
}[]

@export()
@description('Texts by name.')
type textsType = {
  *: string
}
