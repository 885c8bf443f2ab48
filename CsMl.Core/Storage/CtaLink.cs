using CsMl.Core.Ctas;

namespace CsMl.Core.Storage;

/// <summary>What is known of a CTA's delivery to the CRM. The row exists from the first attempt on.</summary>
public sealed record CtaLink
{
    /// <summary>Null until the CRM is known to have the CTA.</summary>
    public SentCta? Sent { get; init; }

    /// <summary>True if somebody deleted the CTA in the CRM; nothing of it is sent any more.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>True if the CRM refused the last state of the CTA, so that it has a failure row.</summary>
    public bool IsRefused { get; init; }

    /// <summary>True from when somebody's close in the CRM was seen until the app's own CTA is closed too.</summary>
    public bool IsClosedThere { get; init; }

    /// <summary>Attempts since the last one that succeeded, the current one included.</summary>
    public int Attempts { get; init; }

    /// <summary>Names the attempt in progress; null if there is none.</summary>
    public string? Claim { get; init; }

    /// <summary>
    /// No attempt begins before: the end of the lease of the one in progress, or of the pause after one that failed.
    /// </summary>
    public DateTimeOffset? NotBefore { get; init; }
}
