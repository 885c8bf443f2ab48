namespace CsMl.Core.Ctas;

/// <summary>A task of one CTA, copied from its playbook.</summary>
/// <param name="OwnerId">Null if nobody is assigned yet.</param>
public sealed record CtaTask(string Title, DateTimeOffset DueDate, string? OwnerId);
