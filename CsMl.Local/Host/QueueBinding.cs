namespace CsMl.Local.Host;

/// <param name="QueueName">As declared: <c>%Setting:Name%</c> is not resolved yet.</param>
/// <param name="Connection">The setting that tells where the queue is; null: the host's own storage.</param>
public sealed record QueueBinding(string ParameterName, string QueueName, string? Connection)
    : TriggerBinding(ParameterName);
