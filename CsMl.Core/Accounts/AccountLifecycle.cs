namespace CsMl.Core.Accounts;

/// <summary>The lifecycle of an account at an instant.</summary>
/// <param name="Reason">A sentence without its full stop.</param>
/// <param name="Since">The date of the departure or of the notice; null if unknown, and for the other states.</param>
/// <param name="EndsAt">The end of the contract; null if it has none or it is unknown.</param>
public sealed record AccountLifecycle(Lifecycle State, string Reason, DateTimeOffset? Since, DateTimeOffset? EndsAt)
{
    /// <summary>True if the account can still leave: a customer, also one under notice.</summary>
    public bool IsCustomer => State is Lifecycle.Customer or Lifecycle.Notice;
}
