using Azure.Core;

namespace Azure.Storage.Queues;

/// <summary>Encoding of messages; and retries, time-outs, diagnostics and transport, which are those of Azure.Core.</summary>
public class QueueClientOptions : ClientOptions
{
    public QueueClientOptions(ServiceVersion version = ServiceVersion.V2020_12_06)
    {
        Version = version;
        VersionText = version switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            ServiceVersion.V2021_12_02 => "2021-12-02",
            _ => throw new ArgumentOutOfRangeException(nameof(version), version, "No such version."),
        };
    }

    public ServiceVersion Version { get; }

    public QueueMessageEncoding MessageEncoding { get; set; } = QueueMessageEncoding.None;

    internal string VersionText { get; }

    /// <summary>Versions of the service's protocol.</summary>
    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 9,
        V2021_12_02 = 15,
    }
}

/// <summary>How a message's body becomes text, which is all that the service's XML holds.</summary>
public enum QueueMessageEncoding
{
    /// <summary>UTF-8 text, as it is.</summary>
    None = 0,
    Base64 = 1,
}
