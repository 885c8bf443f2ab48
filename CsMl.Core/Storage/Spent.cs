namespace CsMl.Core.Storage;

/// <summary>What a day or a run has spent so far.</summary>
internal sealed record Spent(long Tokens, decimal Cost)
{
    public static readonly Spent Nothing = new(0, 0);

    public Spent Plus(Spent other) => new(Tokens + other.Tokens, Cost + other.Cost);
}
