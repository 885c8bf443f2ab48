using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CsMl.Local;

/// <summary>A setting has a value that it cannot have; the message names it and says what would be right.</summary>
internal sealed class InvalidSettingException(string message, Exception inner) : Exception(message, inner)
{
    /// <summary>Checks all settings of an app before anything is done with them.</summary>
    /// <exception cref="InvalidSettingException">One of them is wrong.</exception>
    public static void Check(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException e)
        {
            throw new InvalidSettingException(string.Join(Environment.NewLine, e.Failures), e);
        }
        catch (InvalidOperationException e)
        {
            // Not of its type: the binder's own words name the setting.
            throw new InvalidSettingException(e.Message, e);
        }
    }
}
