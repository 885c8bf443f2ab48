namespace CsMl.Core.Accounts.Import;

/// <summary>The input is larger than allowed.</summary>
public sealed class BodyTooLargeException(long maxBytes) : Exception($"The input is larger than {maxBytes} bytes.")
{
    public long MaxBytes => maxBytes;
}
