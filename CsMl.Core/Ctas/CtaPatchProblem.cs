namespace CsMl.Core.Ctas;

public enum CtaPatchProblem
{
    None,

    /// <summary>The requested change is not valid.</summary>
    Invalid,

    /// <summary>There is no such CTA.</summary>
    NotFound,

    /// <summary>The CTA belongs to the CRM.</summary>
    NotOurs,

    /// <summary>The CTA has changed since the version that the caller has seen.</summary>
    Stale,

    /// <summary>The CTA's status does not allow the change.</summary>
    Conflict,

    /// <summary>The storage did not answer; only of one of many.</summary>
    Unavailable,

    /// <summary>An unexpected failure, which the log describes; only of one of many.</summary>
    Failed,
}
