namespace CsMl.Core.LanguageModel;

/// <summary>The tokens and cost of one day or run so far.</summary>
internal sealed record BudgetRow(long Tokens, decimal Cost)
{
    public static readonly BudgetRow Nothing = new(0, 0);

    public BudgetRow Plus(BudgetRow other) => new(Tokens + other.Tokens, Cost + other.Cost);
}
