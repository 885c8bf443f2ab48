using CsMl.Core.Storage;
using CsMl.Local;
using CsMl.Tests.Host;
using CsMl.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Http;

[NeedsNode]
[Collection(nameof(Azurite))]
[Trait("Speed", "Slow")]
public sealed class AzureRepeatedRequestTests : RepeatedRequestSuite, IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly IDisposable _store;
    private readonly ServiceProvider _services;

    public AzureRepeatedRequestTests(Azurite azurite)
    {
        var settings = new ConfigurationManager();
        settings.AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString)]);
        var store = LocalApp.OpenStore(_directory.Path, settings);
        (_store, _services) = (store, LocalApp.Services(store, settings));
    }

    protected override Tables? Tables => _services.GetRequiredService<Tables>();

    public void Dispose()
    {
        _services.Dispose();
        _store.Dispose();
        _directory.Dispose();
    }
}
