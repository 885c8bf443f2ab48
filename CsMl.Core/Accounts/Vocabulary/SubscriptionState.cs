namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>What the status word of a subscription means.</summary>
public enum SubscriptionState
{
    /// <summary>Absent, or a word that no table knows.</summary>
    Unknown,

    /// <summary>In force. A trial, a pause and an unpaid invoice are no departure.</summary>
    Running,

    /// <summary>In force until its end, and will not renew.</summary>
    Ending,

    /// <summary>Over.</summary>
    Ended,
}
