import { textsType } from '../settings.bicep'

param name string
param location string
param tags textsType

@description('Id of the virtual network.')
param network string

@description('Id of the subnet for endpoints.')
param subnet string

@description('What the endpoint leads to.')
param resourceId string

@description('Which of its services.')
param group string

@description('Name of the private DNS zone.')
param zone string

resource dnsZone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: zone
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: 'csml'
    location: 'global'
    tags: tags
    properties: {
      virtualNetwork: { id: network }
      registrationEnabled: false
    }
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnet }
    privateLinkServiceConnections: [
      {
        name: group
        properties: {
          privateLinkServiceId: resourceId
          groupIds: [group]
        }
      }
    ]
  }

  resource zoneGroup 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [{ name: group, properties: { privateDnsZoneId: dnsZone.id } }]
    }
  }
}
