using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

/// <summary>A call to action: what a Customer Success Manager is asked to do for an account, and by when.</summary>
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

    /// <summary><c>ML_CHURN</c> and the like, on those this app made.</summary>
    public string? TriggerRule { get; init; }

    public CtaTrigger? TriggerData { get; init; }

    public DateTimeOffset? SnoozeUntil { get; init; }

    public CtaOutcome? Outcome { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Open, in progress or snoozed: somebody still has it on the list.</summary>
    [JsonIgnore]
    public bool IsOpen => Status is CtaStatus.Open or CtaStatus.InProgress or CtaStatus.Snoozed;
}
