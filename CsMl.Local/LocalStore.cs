using Azure.Storage.Queues;
using CsMl.Core.Storage;
using CsMl.Functions;
using CsMl.Local.Host.Queues;
using CsMl.Local.Storage;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsMl.Local;

/// <summary>
/// Where the app keeps its tables and queues: in a file of its own, or where <see cref="AzureStorage.Setting"/> says, which may be
/// an account in Azure or its emulator.
/// </summary>
internal sealed class LocalStore : IDisposable
{
    /// <summary>The host's own client: it decodes messages itself, so that one that cannot be is not lost.</summary>
    private const string HostQueues = "host";

    private readonly SqliteDatabase? _embedded;

    private LocalStore(SqliteDatabase? embedded, string place) => (_embedded, Place) = (embedded, place);

    public bool IsEmbedded => _embedded is not null;

    /// <summary>Null: the store is an account in Azure.</summary>
    public SqliteDatabase? Embedded => _embedded;

    /// <summary>The file of the embedded store in a folder.</summary>
    public static string FileIn(string dataDirectory) => Path.Combine(dataDirectory, "csml.db");

    /// <summary>For people: the folder, or the account.</summary>
    public string Place { get; }

    /// <param name="dataDirectory">Made where it is missing and the embedded store is to lie there.</param>
    /// <exception cref="StorageUnavailableException">The file cannot be opened, or the setting says nothing that could be.</exception>
    public static LocalStore Open(string dataDirectory, IConfiguration settings, bool mustExist = false)
    {
        if (AzureStorage.IsConfigured(settings))
        {
            return new LocalStore(null, $"the storage account {AccountOf(settings)}");
        }

        if (mustExist && !File.Exists(FileIn(dataDirectory)))
        {
            throw new StorageUnavailableException($"There is no store in {dataDirectory}.");
        }

        Directory.CreateDirectory(dataDirectory);
        var storage = settings.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        return new LocalStore(new SqliteDatabase(FileIn(dataDirectory), storage.Limit()), dataDirectory);
    }

    public void AddTo(IServiceCollection services, IConfiguration settings)
    {
        if (_embedded is null)
        {
            services.AddAzureStorage(settings);
            services.AddAzureClients(clients => clients.AddQueues(settings).WithName(HostQueues));
            services.AddSingleton<IMessageQueues>(OfAzure);
            return;
        }

        services.AddSingleton(_embedded.Tables());
        services.AddSingleton(provider => _embedded.Queues(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IWorkQueue>(provider => provider.GetRequiredService<SqliteQueues>());
        services.AddSingleton<IMessageQueues>(provider => provider.GetRequiredService<SqliteQueues>());
    }

    public void Dispose() => _embedded?.Dispose();

    private static AzureMessageQueues OfAzure(IServiceProvider provider) =>
        new(
            provider.GetRequiredService<IAzureClientFactory<QueueServiceClient>>().CreateClient(HostQueues),
            (provider.GetService<QueueSettings>() ?? new QueueSettings()).MessageEncoding,
            provider.GetRequiredService<ILogger<AzureMessageQueues>>()
        );

    /// <summary>Makes a client as the app will, so that a setting that leads nowhere is told before anything else happens.</summary>
    private static string AccountOf(IConfiguration settings)
    {
        try
        {
            using var services = new ServiceCollection().AddAzureStorage(settings).BuildServiceProvider();
            return services.GetRequiredService<QueueServiceClient>().AccountName;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new StorageUnavailableException(
                $"No storage account can be found: {e.Message} Without the setting {AzureStorage.Setting}, the app keeps its data in a file.",
                e
            );
        }
    }
}
