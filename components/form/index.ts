export { CheckboxField, type Option, RadioField, SelectField } from "./choice-fields";
export { ComboField } from "./combo-field";
export { useField, useFormState } from "./context";
export { FileField } from "./file-field";
export { Form, FormActions } from "./form";
export { SubmitButton } from "./submit-button";
export { DateField, DigitsField, MoneyField, PasswordField, TextareaField, TextField } from "./text-fields";
