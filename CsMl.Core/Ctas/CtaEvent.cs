namespace CsMl.Core.Ctas;

/// <summary>One change of a CTA: what it was, when, by whom and why.</summary>
/// <param name="By">The caller's id; <c>csml</c>: the app itself; null: a caller that did not say who it is.</param>
/// <param name="Notes">What the caller had to add.</param>
public sealed record CtaEvent(DateTimeOffset At, string? By, CtaEventKind Kind, string Why, string? Notes)
{
    /// <summary>The app itself.</summary>
    public const string App = "csml";
}
