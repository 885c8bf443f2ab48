using System.Reflection;
using System.Text.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;
using CsMl.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Infrastructure;

/// <summary>What would be deployed: what the code needs is there, and no door is open that need not be.</summary>
[Trait("Speed", "Slow")]
public sealed class DeploymentTests(DeployedEnvironments environments) : IClassFixture<DeployedEnvironments>
{
    private const string RoleAssignment = "Microsoft.Authorization/roleAssignments";

    /// <summary>See https://learn.microsoft.com/azure/role-based-access-control/built-in-roles.</summary>
    private static readonly Dictionary<string, string> Roles = new(StringComparer.Ordinal)
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Microsoft.Storage/storageAccounts",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Microsoft.Storage/storageAccounts",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Microsoft.Storage/storageAccounts",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Microsoft.Insights/components",
        ["5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"] = "Microsoft.CognitiveServices/accounts",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Microsoft.KeyVault/vaults",
    };

    [Fact]
    public void Every_table_of_the_code_is_made()
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new(AzureStorage.Setting + ":accountName", "example")])
            .Build();
        using var services = new ServiceCollection().AddLogging().AddAzureStorage(settings).BuildServiceProvider();
        var tables = services.GetRequiredService<Tables>();
        var names = typeof(Tables)
            .GetProperties()
            .Where(property => property.PropertyType == typeof(IEntityTable))
            .Select(property => property.GetValue(tables))
            .Select(table => (AzureTable)(table is RecordingTable recording ? recording.Inner : table)!)
            .Select(table => table.Name)
            .Order(StringComparer.Ordinal);

        Assert.All(
            environments.All,
            snapshot =>
                Assert.Equal(
                    names,
                    snapshot
                        .NamesOf("Microsoft.Storage/storageAccounts/tableServices/tables")
                        .Order(StringComparer.Ordinal)
                )
        );
    }

    [Fact]
    public void Every_queue_of_the_code_is_made()
    {
        var names = typeof(RunMessage)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name.EndsWith("Queue", StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.NotEmpty(names);
        Assert.All(
            environments.All,
            snapshot =>
                Assert.Equal(
                    names,
                    snapshot
                        .NamesOf("Microsoft.Storage/storageAccounts/queueServices/queues")
                        .Order(StringComparer.Ordinal)
                )
        );
    }

    [Fact]
    public void No_resource_takes_keys()
    {
        foreach (var snapshot in environments.All)
        {
            var storage = Assert.Single(snapshot.PropertiesOf("Microsoft.Storage/storageAccounts"));
            Assert.False(storage.GetProperty("allowSharedKeyAccess").GetBoolean());
            Assert.False(storage.GetProperty("allowBlobPublicAccess").GetBoolean());
            Assert.Equal("TLS1_2", storage.GetProperty("minimumTlsVersion").GetString());
            Assert.True(
                Assert
                    .Single(snapshot.PropertiesOf("Microsoft.Insights/components"))
                    .GetProperty("DisableLocalAuth")
                    .GetBoolean()
            );
            Assert.All(
                snapshot.PropertiesOf("Microsoft.CognitiveServices/accounts"),
                account => Assert.True(account.GetProperty("disableLocalAuth").GetBoolean())
            );
            Assert.All(
                snapshot.PropertiesOf("Microsoft.KeyVault/vaults"),
                vault => Assert.True(vault.GetProperty("enableRbacAuthorization").GetBoolean())
            );
            Assert.All(
                snapshot.PropertiesOf("Microsoft.Web/sites/basicPublishingCredentialsPolicies"),
                policy => Assert.False(policy.GetProperty("allow").GetBoolean())
            );
        }

        Assert.Equal(
            (2, 2),
            (
                environments.All.Count(s => s.Of("Microsoft.CognitiveServices/accounts").Any()),
                environments.Dev.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Count()
            )
        );
    }

    [Fact]
    public void Each_role_is_given_on_one_resource_and_has_a_reason()
    {
        var given = environments.All.SelectMany(snapshot => snapshot.Of(RoleAssignment)).ToList();

        foreach (var assignment in given)
        {
            var properties = assignment.GetProperty("properties");
            var role = properties.GetProperty("roleDefinitionId").GetString()!.Split('/')[^1];
            Assert.StartsWith(
                $"[extensionResourceId('/subscriptions/{Guid.Empty}/resourceGroups/rg-csml/providers/{Roles[role]}/",
                assignment.GetProperty("id").GetString(),
                StringComparison.Ordinal
            );
            Assert.InRange(properties.GetProperty("description").GetString()!.Length, 30, 300);
        }

        Assert.Equal(
            Roles.Keys.Order(StringComparer.Ordinal),
            environments
                .Full.PropertiesOf(RoleAssignment)
                .Select(p => p.GetProperty("roleDefinitionId").GetString()!.Split('/')[^1])
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_cheapest_has_no_model_no_network_and_nothing_warm()
    {
        Assert.Empty(environments.Dev.Of("Microsoft.CognitiveServices/accounts"));
        Assert.Empty(environments.Dev.Of("Microsoft.Network/privateEndpoints"));
        Assert.Empty(environments.Dev.Of("Microsoft.KeyVault/vaults"));
        Assert.Equal(0, Scale(environments.Dev).GetProperty("alwaysReady").GetArrayLength());
    }

    [Fact]
    public void Production_is_private_and_always_ready()
    {
        foreach (var type in new[] { "Microsoft.Storage/storageAccounts", "Microsoft.CognitiveServices/accounts" })
        {
            var properties = Assert.Single(environments.Prod.PropertiesOf(type));
            Assert.Equal("Disabled", properties.GetProperty("publicNetworkAccess").GetString());
            Assert.Equal("Deny", properties.GetProperty("networkAcls").GetProperty("defaultAction").GetString());
        }

        Assert.Equal(4, environments.Prod.Of("Microsoft.Network/privateEndpoints").Count());
        Assert.Equal(6, environments.Full.Of("Microsoft.Network/privateEndpoints").Count());
        Assert.Equal("http", Scale(environments.Prod).GetProperty("alwaysReady")[0].GetProperty("name").GetString());
        Assert.NotEmpty(environments.Prod.Of("Microsoft.Authorization/locks"));
    }

    [Fact]
    public void The_runtime_is_named_where_Flex_Consumption_wants_it()
    {
        Assert.All(
            environments.All,
            snapshot =>
            {
                var runtime = App(snapshot).GetProperty("functionAppConfig").GetProperty("runtime");
                Assert.Equal("dotnet-isolated", runtime.GetProperty("name").GetString());
                Assert.Equal("10.0", runtime.GetProperty("version").GetString());
                Assert.False(snapshot.AppSettings.TryGetProperty("FUNCTIONS_WORKER_RUNTIME", out _));
                Assert.Equal(
                    "0",
                    snapshot.AppSettings.GetProperty("WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED").GetString()
                );
            }
        );
    }

    [Fact]
    public async Task A_claim_names_the_tenant_only_behind_App_Service_authentication()
    {
        Assert.Equal("Claim", environments.Full.AppSettings.GetProperty("Tenancy__Mode").GetString());
        Assert.False(environments.Dev.AppSettings.TryGetProperty("Tenancy__Mode", out _));

        var refused = await Assert.ThrowsAnyAsync<Exception>(() =>
            Bicep.SnapshotAsync("param environmentName = 'x'\nparam settings = { Tenancy__Mode: 'Claim' }")
        );

        Assert.Contains("needs authClientId", refused.Message, StringComparison.Ordinal);
    }

    private static JsonElement App(Snapshot snapshot) => Assert.Single(snapshot.PropertiesOf("Microsoft.Web/sites"));

    private static JsonElement Scale(Snapshot snapshot) =>
        App(snapshot).GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency");
}
