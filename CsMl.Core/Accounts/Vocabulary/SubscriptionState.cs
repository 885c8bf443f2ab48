namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>The meaning of a subscription's status.</summary>
public enum SubscriptionState
{
    Unknown,

    Running,

    /// <summary>It still runs and will not be renewed.</summary>
    Ending,

    Ended,
}
