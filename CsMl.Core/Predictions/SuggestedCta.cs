using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <param name="DueDays">Calendar days after the prediction.</param>
public sealed record SuggestedCta(CtaType Type, CtaPriority Priority, string Title, string Reason, int DueDays);
