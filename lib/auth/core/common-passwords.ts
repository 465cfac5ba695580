/**
 * Words that open lists of broken passwords, here and in the world. The rules strip digits and signs around a password and undo
 * the usual swaps of letters, so each word stands for its hundreds of variants.
 */
const WORDS = `
password passwort passw passwd pass word parol paroli qwerty qwertyuiop qwert qazwsx qazwsxedc qweasd qweasdzxc qwer asdf zxcv
welcome letmein letmeinnow login admin administrator adminadmin root user username guest test testing tester testtest demo default
iloveyou loveyou lovely love ilove mylove princess prince sunshine moonlight dragon monkey football baseball basketball hockey soccer
superman batman spiderman pokemon naruto starwars startrek matrix shadow master mustang ferrari porsche mercedes toyota nissan honda
michael jessica ashley charlie jennifer jordan daniel andrew thomas george robert anthony william matthew joshua hunter harley
summer winter spring autumn january february march april august september october november december monday friday sunday
computer internet samsung iphone android google facebook instagram whatsapp telegram microsoft windows linux apple
secret secrets changeme change newpassword mypassword temppassword temporary access private manager cashier kassir owner director
blessed forever freedom flower angel angels babygirl baby cookie chocolate coffee cheese orange banana killer ninja whatever trustno
kazakhstan qazaqstan kazakh almaty astana nursultan shymkent karaganda aktobe taraz pavlodar atyrau aktau kostanay semey
tenge tiyn kassa webkassa magazin shop store office company buhgalter buhgalteria accountant money dengi bank kaspi halyk
привет пароль пароли парольпароль любовь люблю люблютебя солнце солнышко зайка котенок машина наташа максим сергей андрей
александр дмитрий алексей настя марина светлана казахстан қазақстан алматы астана шымкент караганда тенге касса магазин админ
кассир директор бухгалтер мама папа мамапапа москва россия спартак зенит цска йцукен фыва ячсм
privet parolparol lubov solnce sergey andrey natasha maksim alexander dmitry nastya svetlana marina
aidana aruzhan alikhan nurlan daulet yerlan bolat aigul dinara zhanna gulnara asel arman
`;

export const COMMON_STEMS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter(Boolean));
