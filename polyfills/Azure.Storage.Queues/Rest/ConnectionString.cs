using Azure.Core.Pipeline;

namespace Azure.Storage.Queues.Rest;

/// <summary>A storage connection string: where the queues are, and what opens them.</summary>
internal sealed record ConnectionString(
    Uri Endpoint,
    string? AccountName,
    HttpPipelinePolicy? PerCall,
    HttpPipelinePolicy? PerRetry
)
{
    // The emulator's account and key are the same everywhere and public:
    // https://learn.microsoft.com/azure/storage/common/storage-use-azurite#well-known-storage-account-and-key
    private const string EmulatorAccount = "devstoreaccount1";

    private const string EmulatorKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static ConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var settings = Settings(text);
        if (
            settings.TryGetValue("UseDevelopmentStorage", out var emulator)
            && bool.TryParse(emulator, out var isEmulator)
            && isEmulator
        )
        {
            var proxy = settings.GetValueOrDefault("DevelopmentStorageProxyUri", "http://127.0.0.1").TrimEnd('/');
            return WithKey(new Uri($"{proxy}:10001/{EmulatorAccount}"), EmulatorAccount, EmulatorKey);
        }

        var account = settings.GetValueOrDefault("AccountName");
        var endpoint = EndpointOf(settings, account);
        if (settings.TryGetValue("SharedAccessSignature", out var signature))
        {
            return new ConnectionString(endpoint, account, new SasPolicy(new AzureSasCredential(signature)), null);
        }

        return account is not null && settings.TryGetValue("AccountKey", out var key)
            ? WithKey(endpoint, account, key)
            : throw new FormatException("The connection string holds neither an account's key nor a signature.");
    }

    private static ConnectionString WithKey(Uri endpoint, string account, string key) =>
        new(endpoint, account, null, new SharedKeyPolicy(new StorageSharedKeyCredential(account, key)));

    private static Uri EndpointOf(Dictionary<string, string> settings, string? account)
    {
        if (settings.TryGetValue("QueueEndpoint", out var endpoint))
        {
            return new Uri(endpoint);
        }

        if (account is null)
        {
            throw new FormatException("The connection string names neither an account nor a queue endpoint.");
        }

        var protocol = settings.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = settings.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return new Uri($"{protocol}://{account}.queue.{suffix}");
    }

    private static Dictionary<string, string> Settings(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Keys and signatures may themselves hold '='.
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                // The text may be a secret in the wrong place: it is not repeated.
                throw new FormatException("A connection string is made of name=value, separated by ';'.");
            }

            settings[setting[..equals]] = setting[(equals + 1)..];
        }

        return settings;
    }
}
