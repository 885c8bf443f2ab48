namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>Classifies the status of a subscription.</summary>
internal static class SubscriptionWords
{
    public static SubscriptionState Of(string? status) =>
        StatusWord.IsAny(status, "CANCELLED", "CANCELED", "CHURNED", "EXPIRED", "TERMINATED") ? SubscriptionState.Ended
        : StatusWord.IsAny(status, "NON_RENEWING", "PENDING_CANCELLATION") ? SubscriptionState.Ending
        : StatusWord.IsAny(status, "ACTIVE", "TRIAL") ? SubscriptionState.Running
        : SubscriptionState.Unknown;
}
