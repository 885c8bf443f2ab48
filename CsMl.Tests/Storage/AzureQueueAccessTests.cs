using Azure;
using Azure.Storage;
using Azure.Storage.Queues;
using CsMl.Core.Storage.Azure;

namespace CsMl.Tests.Storage;

/// <summary>Each way of proving who one is, against a service that checks.</summary>
[NeedsNode]
[Collection(nameof(Azurite))]
[Trait("Speed", "Slow")]
public sealed class AzureQueueAccessTests(Azurite azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _name = $"q-{Guid.NewGuid():N}";

    [StorageFact]
    public async Task A_connection_string_with_a_signature_opens_the_queues()
    {
        var connection =
            $"QueueEndpoint={azurite.QueueEndpoint};SharedAccessSignature={Azurite.QueueSignature("rwdlaup")}";

        await new AzureWorkQueue(new QueueServiceClient(connection)).SendAsync(_name, ["x"], None);

        var queue = new QueueServiceClient(azurite.ConnectionString).GetQueueClient(_name);
        Assert.Equal("x", Assert.Single((await queue.PeekMessagesAsync(2)).Value).Body.ToString());
    }

    [StorageFact]
    public async Task A_signature_that_only_reads_and_a_wrong_key_are_refused_and_are_no_outage()
    {
        QueueServiceClient[] services =
        [
            new(azurite.QueueEndpoint, new AzureSasCredential(Azurite.QueueSignature("r"))),
            new(
                azurite.QueueEndpoint,
                new StorageSharedKeyCredential(Azurite.AccountName, Convert.ToBase64String("wrong"u8))
            ),
        ];

        foreach (var service in services)
        {
            var refusal = await Assert.ThrowsAsync<RequestFailedException>(() =>
                new AzureWorkQueue(service).SendAsync(_name, ["x"], None)
            );

            Assert.Equal(403, refusal.Status);
        }
    }
}
