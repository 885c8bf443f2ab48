namespace CsMl.Core.Ctas;

/// <summary>A step of one CTA, as its playbook had it.</summary>
/// <param name="OwnerId">Null: nobody yet.</param>
public sealed record CtaTask(string Title, DateTimeOffset DueDate, string? OwnerId);
