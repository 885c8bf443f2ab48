namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a parameter to the messages of a storage queue.</summary>
/// <param name="queueName">The queue, or <c>%Setting:Name%</c> for one named in a setting.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    public string QueueName { get; } = queueName;

    /// <summary>The setting that tells where the queue is; null: <c>AzureWebJobsStorage</c>.</summary>
    public string? Connection { get; set; }
}
