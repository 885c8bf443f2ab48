namespace CsMl.Core.Accounts.Import;

/// <summary>The most characters that a text of an account may have.</summary>
internal static class TextLimits
{
    public const int Name = 256;
    public const int Short = 128;
    public const int Long = 4_000;
}
