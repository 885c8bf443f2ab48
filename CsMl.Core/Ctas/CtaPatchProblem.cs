namespace CsMl.Core.Ctas;

public enum CtaPatchProblem
{
    None,

    /// <summary>What is asked for cannot be.</summary>
    Invalid,

    /// <summary>There is no such CTA.</summary>
    NotFound,

    /// <summary>It is the CRM's.</summary>
    NotOurs,

    /// <summary>It is another by now than the caller has seen.</summary>
    Stale,

    /// <summary>It is in no state for it.</summary>
    Conflict,
}
