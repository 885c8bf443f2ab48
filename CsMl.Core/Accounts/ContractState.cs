namespace CsMl.Core.Accounts;

internal enum ContractState
{
    /// <summary>There is no subscription, or it has not begun.</summary>
    None,

    Running,

    /// <summary>It runs and will not be renewed.</summary>
    Notice,

    Ended,
}
