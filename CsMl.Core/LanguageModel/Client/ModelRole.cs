namespace CsMl.Core.LanguageModel.Client;

public enum ModelRole
{
    System,
    User,

    /// <summary>The model's own earlier reply, which must be corrected.</summary>
    Assistant,
}
