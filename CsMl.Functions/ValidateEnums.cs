using Microsoft.Extensions.Options;

namespace CsMl.Functions;

/// <summary>Refuses a number in place of a word where no word has it, which binding accepts.</summary>
/// <param name="section">The section of the settings, for the message.</param>
internal sealed class ValidateEnums<T>(string section) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var wrong = typeof(T)
            .GetProperties()
            .Where(property => property.PropertyType.IsEnum)
            .Where(property => !Enum.IsDefined(property.PropertyType, property.GetValue(options)!))
            .Select(property =>
                $"{section}:{property.Name} must be one of {string.Join(", ", Enum.GetNames(property.PropertyType))}."
            )
            .ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
