namespace CsMl.Local.Host;

/// <param name="QueueName">As declared, with <c>%Setting:Name%</c> not yet resolved.</param>
/// <param name="Connection">The setting with the queue's connection; null for the host's own storage.</param>
public sealed record QueueBinding(string ParameterName, string QueueName, string? Connection)
    : TriggerBinding(ParameterName);
