using CsMl.Core.Accounts;

namespace CsMl.Core.Ctas;

/// <summary>Which CTAs a list over accounts shows.</summary>
/// <param name="Status">Null for every open one.</param>
/// <param name="DueBefore">Excludes this time, and CTAs without a due date.</param>
public sealed record CtaFilter(string? OwnerId, CtaStatus? Status, CtaType? Type, DateTimeOffset? DueBefore)
{
    /// <summary>True if it shows closed CTAs; they have a list of their own.</summary>
    public bool IsOfClosed => Status is CtaStatus.Completed or CtaStatus.Cancelled;

    /// <summary>True if it passes over some of the open or closed CTAs.</summary>
    public bool IsNarrow => OwnerId is not null || Status is not null || Type is not null;

    public bool Admits(Cta cta) =>
        (OwnerId ?? cta.OwnerId) == cta.OwnerId
        && (Status is { } status ? cta.Status == status : cta.IsOpen)
        && (Type ?? cta.Type) == cta.Type
        && (DueBefore is not { } end || cta.DueDate < end);
}
