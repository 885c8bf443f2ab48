namespace CsMl.Core.Storage;

/// <summary>How the risk index lists a latest prediction.</summary>
public enum RiskListing
{
    /// <summary>By its probability.</summary>
    ByRisk,

    /// <summary>Whatever its probability is: the account is under notice.</summary>
    Always,

    /// <summary>Not at all: the account has left, or is no customer.</summary>
    None,
}
