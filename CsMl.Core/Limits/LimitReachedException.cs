namespace CsMl.Core.Limits;

/// <summary>Today's quota of a tenant is used; nothing was done.</summary>
public sealed class LimitReachedException(LimitUse use) : Exception($"The limit of {use.Quota} a day is reached.")
{
    public LimitUse Use => use;
}
