using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

/// <summary>A call to action (CTA): a task for a Customer Success Manager on one account, with a due date.</summary>
public record Cta
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public CtaType Type { get; init; }

    public CtaPriority Priority { get; init; }

    public CtaStatus Status { get; init; }

    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public string? Description { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? DueDate { get; init; }

    public string? OwnerId { get; init; }

    public string? PlaybookId { get; init; }

    public bool IsAutomated { get; init; }

    /// <summary>A rule such as <c>ML_CHURN</c> if this app made the CTA.</summary>
    public string? TriggerRule { get; init; }

    public CtaTrigger? TriggerData { get; init; }

    public DateTimeOffset? SnoozeUntil { get; init; }

    public CtaOutcome? Outcome { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>True if the CTA is open, in progress or snoozed.</summary>
    [JsonIgnore]
    public bool IsOpen => Status is CtaStatus.Open or CtaStatus.InProgress or CtaStatus.Snoozed;
}
