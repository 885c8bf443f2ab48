namespace CsMl.Core.Accounts.Import;

/// <summary>Maximum lengths of an account's texts, in characters.</summary>
internal static class TextLimits
{
    public const int Name = 256;
    public const int Short = 128;
    public const int Long = 4_000;
}
