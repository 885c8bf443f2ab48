namespace CsMl.Tests.Infrastructure;

/// <summary>Snapshots of both parameter files, and of a deployment with everything that can be switched on.</summary>
public sealed class DeployedEnvironments : IAsyncLifetime
{
    private const string Everything = """
        param environmentName = 'everything'
        param location = 'swedencentral'
        param usePrivateNetwork = true
        param usePrivateInbound = true
        param useModelKey = true
        param useSecondModelKey = true
        param modelKey = 'a secret'
        param authClientId = '11111111-1111-1111-1111-111111111111'
        param alertEmail = 'operator@example.com'
        param lockStorage = true
        param otherSettings = { Predictions__TenantRisk__acme__High: '0.5' }
        param settings = { Nightly__Schedule: '0 30 1 * * *', Ctas__MaxPerNight: '50' }
        """;

    internal Snapshot Dev { get; private set; } = null!;

    internal Snapshot Prod { get; private set; } = null!;

    internal Snapshot Full { get; private set; } = null!;

    internal IEnumerable<Snapshot> All => [Dev, Prod, Full];

    public async Task InitializeAsync()
    {
        Dev = Snapshot.Parse(await Bicep.SnapshotOwnAsync("dev"));
        Prod = Snapshot.Parse(await Bicep.SnapshotOwnAsync("prod"));
        Full = await Bicep.SnapshotAsync(Everything);
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
