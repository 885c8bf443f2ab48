using Azure.Storage.Queues;
using CsMl.Core.Storage;
using CsMl.Functions;
using CsMl.Local.Commands;
using CsMl.Local.Host.Queues;
using CsMl.Local.Storage;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsMl.Local;

/// <summary>
/// The location of the app's tables and queues: a local file, or the storage account or emulator in
/// <see cref="AzureStorage.Setting"/>.
/// </summary>
internal sealed class LocalStore : IDisposable
{
    /// <summary>
    /// Name of the host's own client. The host decodes messages itself, so that a message that cannot be decoded is not
    /// lost.
    /// </summary>
    private const string HostQueues = "host";

    private readonly SqliteDatabase? _embedded;

    private LocalStore(SqliteDatabase? embedded, string place) => (_embedded, Place) = (embedded, place);

    public bool IsEmbedded => _embedded is not null;

    /// <summary>Null if the store is a storage account.</summary>
    public SqliteDatabase? Embedded => _embedded;

    /// <summary>The file of the embedded store in a folder.</summary>
    public static string FileIn(string dataDirectory) => Path.Combine(dataDirectory, "csml.db");

    /// <summary>The folder or the account, for messages to people.</summary>
    public string Place { get; }

    /// <param name="dataDirectory">Folder of the embedded store; created if it is missing and needed.</param>
    /// <exception cref="StorageUnavailableException">The file cannot be opened.</exception>
    /// <exception cref="InvalidSettingException">The setting names no storage account.</exception>
    /// <exception cref="BadArgumentException">The store must exist, and does not.</exception>
    public static LocalStore Open(string dataDirectory, IConfiguration settings, bool mustExist = false)
    {
        if (AzureStorage.IsConfigured(settings))
        {
            return new LocalStore(null, $"the storage account {AccountOf(settings)}");
        }

        if (mustExist && !SqlitePlace.IsTaken(FileIn(dataDirectory)))
        {
            throw new BadArgumentException($"There is no store in {dataDirectory}.");
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

        services.AddSingleton(provider => _embedded.Tables().Recording(provider.GetRequiredService<TimeProvider>()));
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

    /// <summary>
    /// Creates a client in the same way as the app, so that an invalid setting is reported before anything else
    /// happens.
    /// </summary>
    private static string AccountOf(IConfiguration settings)
    {
        try
        {
            using var services = new ServiceCollection().AddAzureStorage(settings).BuildServiceProvider();
            return services.GetRequiredService<QueueServiceClient>().AccountName;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidSettingException(
                $"No storage account can be found: {e.Message} Without the setting {AzureStorage.Setting}, the app keeps its data in a file.",
                e
            );
        }
    }
}
