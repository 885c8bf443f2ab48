namespace CsMl.Core.Ctas;

/// <summary>One change of a CTA: its kind, time, author and reason.</summary>
/// <param name="By">
/// The caller's id, or <c>csml</c> for the app itself; null if the caller did not identify itself.
/// </param>
/// <param name="Notes">Notes that the caller added.</param>
public sealed record CtaEvent(DateTimeOffset At, string? By, CtaEventKind Kind, string Why, string? Notes)
{
    /// <summary>The author of the app's own changes.</summary>
    public const string App = "csml";
}
